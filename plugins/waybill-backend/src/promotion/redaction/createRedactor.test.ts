import { mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { createRedactor } from './createRedactor';
import { REMOVED_SECRET } from './removedSecret';

const TOKEN = 'gh"p_<s3cret>/tok\\en+42 é';
const PEM =
  '-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nabcdEFGH1234+/==\n-----END KEY-----\n';
const redactor = createRedactor([TOKEN, PEM]);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('createRedactor', () => {
  it.each([
    ['as it is', TOKEN],
    ['in a header', `Authorization: Bearer ${TOKEN}`],
    ['in JSON', JSON.stringify({ token: TOKEN })],
    [
      'in JSON as expressions write it',
      `"${JSON.stringify(TOKEN)
        .slice(1, -1)
        .replace(/</g, '\\u003c')
        .replace(/>/g, '\\u003e')}"`,
    ],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ token: TOKEN }))],
    ['in a URL', `https://x/?t=${encodeURIComponent(TOKEN)}`],
    ['in a form', new URLSearchParams({ t: TOKEN }).toString()],
    ['as basic authentication', base64(`:${TOKEN}`)],
    ['as basic authentication with a user', base64(`ci:${TOKEN}`)],
    ['as basic authentication with another', base64(`bob:${TOKEN}`)],
    ['in base64 for URLs', Buffer.from(TOKEN).toString('base64url')],
    ['in hexadecimal', Buffer.from(TOKEN).toString('hex')],
    ['a line of it', 'the line MIIEvQIBADANBgkq is wrong'],
    ['without its last newline', `key: ${PEM.trim()}`],
    ['indented', PEM.replace(/^/gm, '    ')],
  ])('finds a secret %s', (_, text) => {
    const shown = redactor.text(text);
    expect(shown).toContain(REMOVED_SECRET);
    for (const secret of [
      TOKEN,
      's3cret',
      'MIIEvQIBADANBgkq',
      'abcdEFGH1234',
    ]) {
      expect(shown).not.toContain(secret);
    }
  });

  it('leaves the rest as it is', () => {
    expect(redactor.text(`a ${TOKEN} b ${TOKEN}`)).toBe(
      `a ${REMOVED_SECRET} b ${REMOVED_SECRET}`,
    );
    const at = new Date(0);
    expect(
      redactor.json({ at, n: 1, [TOKEN]: [null, { deep: `x${TOKEN}` }] }),
    ).toEqual({
      at,
      n: 1,
      [REMOVED_SECRET]: [null, { deep: `x${REMOVED_SECRET}` }],
    });
  });

  it('tells no secret that is part of another', () => {
    const both = createRedactor(['hunter2', 'my-hunter2-too', 'removed']);
    expect(both.text('my-hunter2-too, hunter2')).toBe(
      `${REMOVED_SECRET}, ${REMOVED_SECRET}`,
    );
  });

  it('keeps the class of an error and of its causes', () => {
    const error = new InputError(`no ${TOKEN}`, new Error(`because ${TOKEN}`));
    expect(redactor.error(error)).toBe(error);
    expect(`${error.message} ${error.stack} ${error.cause}`).not.toContain(
      's3cret',
    );
  });

  it('is between what is logged and the log', () => {
    const log = mockServices.logger.mock();
    log.child.mockReturnValue(log);
    redactor
      .logger(log)
      .child({ step: TOKEN })
      .warn(`sent ${TOKEN}`, { answer: TOKEN });
    expect(log.child).toHaveBeenCalledWith({ step: REMOVED_SECRET });
    expect(log.warn).toHaveBeenCalledWith(`sent ${REMOVED_SECRET}`, {
      answer: REMOVED_SECRET,
    });
  });

  it('finds any secret anywhere, encoded or not', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 6, unit: 'grapheme' }),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          fc.pre(secret.trim().length >= 6 && !REMOVED_SECRET.includes(secret));
          const mine = createRedactor([secret]);
          for (const encoded of [
            secret,
            JSON.stringify(secret).slice(1, -1),
            Buffer.from(secret).toString('hex'),
            encodeURIComponent(Buffer.from(secret).toString()),
          ]) {
            expect(mine.text(`${before}${encoded}${after}`)).toContain(
              REMOVED_SECRET,
            );
          }
          expect(mine.text(base64(`${before}${secret}${after}`))).toContain(
            REMOVED_SECRET,
          );
        },
      ),
    );
  });
});
