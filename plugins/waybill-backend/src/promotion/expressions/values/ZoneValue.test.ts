import { DateTime } from 'luxon';
import { formatGoTime } from './goTimeLayout';
import { ZoneValue } from './ZoneValue';

describe('ZoneValue', () => {
  it('is one zone, however it is spelt, and says its name as it was given', () => {
    const names = ['Europe/Zurich', 'EUROPE/ZURICH', 'eUrOpE/zUrIcH'];
    const zones = names.map(name => new ZoneValue(name));
    expect(new Set(zones.map(({ zone }) => zone)).size).toBe(1);
    expect(zones.map(zone => zone.toJson())).toEqual(names);
  });

  it.each([
    ['', '12:00 UTC'],
    ['UTC', '12:00 UTC'],
    ['Etc/UTC', '12:00 UTC'],
    ['GMT', '12:00 UTC'],
    ['America/New_York', '07:00 EST'],
    ['Asia/Kolkata', '17:30 +0530'],
    ['Asia/Calcutta', '17:30 +0530'],
  ])('shows the time of "%s"', (name, expected) => {
    const noon = DateTime.fromISO('2026-01-02T12:00:00Z');
    const time = noon.setZone(new ZoneValue(name).zone);
    expect(formatGoTime(time, '15:04 MST')).toBe(expected);
  });

  it('knows no zone of another name', () => {
    expect(() => new ZoneValue('Europe/Nowhere')).toThrow(
      'there is no time zone "Europe/Nowhere"',
    );
  });
});
