import { describe, expect, test } from 'vitest';
import { checkPage } from '../../../server/documents/page-check';
import { tinyJpeg } from '../../support/centre-delivery';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('a delivered page', () => {
  test('is known by its content, whatever it is called', () => {
    expect(checkPage(tinyJpeg('a'))).toEqual({ ok: true, mediaType: 'image/jpeg', widthPx: 30, heightPx: 40 });
    expect(checkPage(PNG)).toEqual({ ok: true, mediaType: 'image/png', widthPx: 1, heightPx: 1 });
  });

  test('may be padded behind its end', () => {
    expect(checkPage(Buffer.concat([tinyJpeg('a'), Buffer.from([0, 0, 13, 10])]))).toMatchObject({ ok: true });
    expect(checkPage(Buffer.concat([PNG, Buffer.alloc(9)]))).toMatchObject({ ok: true });
  });

  test.each([
    ['empty', Buffer.alloc(0), 'is empty'],
    ['a cut-off JPEG', tinyJpeg('a').subarray(0, -2), 'is cut off'],
    ['a cut-off PNG', PNG.subarray(0, -4), 'is cut off'],
    ['a text', Buffer.from('hello'), 'is not a JPEG or PNG'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'is not a JPEG or PNG'],
    ['a JPEG without a frame', Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 2, 0xff, 0xd9]), 'is damaged'],
  ])('is refused when it is %s', (_what, bytes, fault) => {
    const check = checkPage(bytes);
    expect(check.ok ? '' : check.fault).toContain(fault);
  });
});
