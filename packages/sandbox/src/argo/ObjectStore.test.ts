import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { KubeObject } from './KubeObject';
import { ObjectStore } from './ObjectStore';

const thing = (name: string, value = 0): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name, namespace: 'n' },
  value,
});

describe('ObjectStore', () => {
  let directory: string;
  let log: string;
  const open = () => new ObjectStore(directory);
  const names = (store: ObjectStore) =>
    store.list('things', 'n').map(({ metadata }) => metadata.name);

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'store-'));
    log = join(directory, 'log.ndjson');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('has every write on disk when it returns, as a killed process leaves it', () => {
    const store = open();
    store.put('things', thing('a'));
    store.put('things', thing('b'));
    store.remove('things', store.get('things', 'n', 'a')!);
    // Nothing is closed: this is what is there after kill -9.
    const again = open();
    expect(names(again)).toEqual(['b']);
    expect(again.revision).toBe(3);
    expect(again.since(1)?.map(({ type }) => type)).toEqual([
      'ADDED',
      'DELETED',
    ]);
    again.close();
  });

  it('drops a line that was cut short, and writes on cleanly', () => {
    const store = open();
    store.put('things', thing('a'));
    store.close();
    const whole = readFileSync(log, 'utf8');
    appendFileSync(log, '{"revision":2,"type":"ADDED","resou');
    const again = open();
    expect(names(again)).toEqual(['a']);
    again.put('things', thing('b'));
    again.close();
    expect(names(open())).toEqual(['a', 'b']);
    expect(whole).toContain('"ADDED"');
  });

  it('does not apply twice what the snapshot has, when it was killed before the log was emptied', () => {
    const store = open();
    store.put('things', thing('a'));
    const lines = readFileSync(log, 'utf8');
    store.remove('things', store.get('things', 'n', 'a')!);
    store.close();
    open().close();
    writeFileSync(log, lines);
    const again = open();
    expect(names(again)).toEqual([]);
    expect(again.revision).toBe(2);
    again.close();
  });

  it('forgets events of long ago, but not objects', () => {
    const store = open();
    for (let i = 0; i < 2_100; i += 1) {
      store.put('things', thing('a', i));
    }
    expect(store.since(1)).toBeUndefined();
    expect(store.since(store.revision - 500)).toHaveLength(500);
    expect(store.since(store.revision + 1)).toBeUndefined();
    store.close();
    expect(open().get('things', 'n', 'a')?.value).toBe(2_099);
  });
});
