import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { ConfigReader } from '@backstage/config';
import { StepMessage } from '@waybill/backstage-plugin-waybill-node';
import { createHttp } from '../../http/createHttp';
import { readChannels } from '../readChannels';

const ANYWHERE = [
  ['another channel', { slack: { channelID: 'C2' } }],
  ['somebody', { slack: { channelID: 'U9' } }],
  ['a channel in a map', { content: { text: 'x', channel: 'C2' } }],
  ['no channel in a map', { content: { text: 'x', channel: null } }],
] as const;

describe('a channel to Slack', () => {
  let server: Server;
  let posted: { channel?: string }[];

  beforeEach(async () => {
    posted = [];
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      posted.push(JSON.parse(body));
      response.end(JSON.stringify({ ok: true, ts: '1.2' }));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const send = (entry: object, message: Partial<StepMessage>) => {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const channels = readChannels(
      new ConfigReader({
        waybill: {
          messages: {
            channels: [{ name: 'releases', type: 'slack', url, ...entry }],
          },
        },
      }),
      { http: createHttp(), notifications: { send: async () => {} } },
    );
    return channels.get('releases')!.send({
      channel: 'releases',
      text: 'x',
      key: 'k',
      subject: { entityRef: 'component:default/a', stage: 's', promotion: 'p' },
      signal: new AbortController().signal,
      ...message,
    });
  };
  const bot = { token: 'xoxb', channel: 'C1' };

  it.each(ANYWHERE)("does not post to %s in the bot's name", async (_, to) => {
    await expect(send(bot, to)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^The channel "releases" posts to its own place alone, found a message for .*; "anyChannel: true" in its entry of waybill\.messages\.channels would let steps name another$/,
      ),
    });
    expect(posted).toEqual([]);
  });

  it.each(ANYWHERE)('does not tell a webhook to post to %s', async (_, to) => {
    await expect(send({}, to)).rejects.toThrow('its own place alone');
    expect(posted).toEqual([]);
  });

  it('posts to its own channel, in threads too, and may be told that it is', async () => {
    expect(await send(bot, { slack: { threadTS: '1.1' } })).toEqual({
      threadTS: '1.1',
    });
    await send(bot, { slack: { channelID: 'C1' } });
    await send(bot, { content: { text: 'y' } });
    await send({}, {});
    expect(posted).toStrictEqual([
      { text: 'x', channel: 'C1', thread_ts: '1.1' },
      { text: 'x', channel: 'C1' },
      { text: 'y', channel: 'C1' },
      { text: 'x' },
    ]);
  });

  it('posts where it is told where the platform says so', async () => {
    const free = { ...bot, anyChannel: true };
    await send(free, { slack: { channelID: 'C2' } });
    await send(free, { content: { text: 'y', channel: 'C3' } });
    expect(posted.map(({ channel }) => channel)).toEqual(['C2', 'C3']);
  });
});
