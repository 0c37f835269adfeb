import { describe, expect, it } from 'vitest';
import {
  contradiction,
  contradictionIn,
  kindOf,
  typeKept,
} from '../../functions/platform/content-kinds.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const words = (text: string) => Buffer.from(text, 'latin1');

describe('the kind of a content', () => {
  it.each([
    ['a PDF', words('%PDF-1.7\n'), 'application/pdf'],
    ['a JPEG', bytes('ffd8ffe000104a46'), 'image/jpeg'],
    ['a PNG', bytes('89504e470d0a1a0a0000'), 'image/png'],
    ['a TIFF of small ends', bytes('49492a0008000000'), 'image/tiff'],
    ['a TIFF of large ends', bytes('4d4d002a00000008'), 'image/tiff'],
    ['a PNG cut off in what tells it', bytes('89504e470d0a1a'), undefined],
    ['a PDF after other bytes', words(' %PDF-1.7'), undefined],
    ['a program', words('MZ\x90\x00'), undefined],
    ['a page', words('<html><script>'), undefined],
    ['nothing', words(''), undefined],
  ])('of %s is told by how it begins', (_, content, kind) => {
    expect(kindOf(content)).toBe(kind);
  });
});

describe('a content and the type that it is said to be', () => {
  it.each([
    ['application/pdf', words('%PDF-2.0'), undefined],
    ['Application/PDF; version=1.7', words('%PDF-1.7'), undefined],
    ['image/png', words('%PDF-1.7'), 'the content is application/pdf'],
    ['text/plain', bytes('ffd8ffe0'), 'the content is image/jpeg'],
    ['application/pdf', words('MZ\x90'), 'the content does not begin as application/pdf does'],
    ['image/tiff', words(''), 'the content does not begin as image/tiff does'],
    ['text/plain', words('A letter.'), undefined],
    ['text/html; charset=utf-8', words('<p>A letter.</p>'), undefined],
    ['image/jpg', bytes('ffd8ffe0'), undefined],
    ['image/tif', bytes('49492a0008000000'), undefined],
    ['application/x-pdf', words('%PDF-1.7'), undefined],
    ['image/jpg', words('%PDF-1.7'), 'the content is application/pdf'],
  ])('of %s agree or not', (said, content, told) => {
    expect(contradiction(said, content)).toBe(told);
    expect(contradictionIn(said, content.toString('base64'))).toBe(told);
  });
});

describe('a document that comes with an order', () => {
  it.each([
    'text/plain',
    'Text/HTML; charset=utf-8',
    'text/rtf',
    'text/xml',
    'application/rtf',
    'application/xml',
    'application/xhtml+xml',
    'application/fhir+json',
    'text/cda',
    'application/hl7-cda+xml',
    'application/cda+xml',
    'application/fhir+xml',
  ])('may be %s', (said) => {
    expect(contradictionIn(said, 'QSBsZXR0ZXI=')).toBeUndefined();
  });

  it.each([
    'application/x-msdownload',
    'application/octet-stream',
    'application/javascript',
    'image/svg+xml',
    'application/zip',
    'application/constructor',
    'text/plain+x',
    'x-text/plain',
    'constructor',
    '',
  ])('may not be %s', (said) => {
    expect(contradictionIn(said, 'QSBsZXR0ZXI=')).toMatch(/^is no kind of document that is taken/);
  });
});

describe('the type that a document is kept by', () => {
  it.each([
    ['application/octet-stream', words('%PDF-1.7'), 'application/pdf'],
    ['Application/Octet-Stream; name=scan', bytes('ffd8ffe0'), 'image/jpeg'],
    ['application/octet-stream', bytes('89504e470d0a1a0a'), 'image/png'],
    ['application/octet-stream', bytes('49492a0008000000'), 'image/tiff'],
    ['application/octet-stream', words('MZ\x90'), 'application/octet-stream'],
    ['application/octet-stream', words('A letter.'), 'application/octet-stream'],
    ['image/png', words('%PDF-1.7'), 'image/png'],
    ['application/zip', words('%PDF-1.7'), 'application/zip'],
    ['text/plain; charset=utf-8', words('A letter.'), 'text/plain; charset=utf-8'],
  ])('%s', (said, content, kept) => {
    expect(typeKept(said, content.toString('base64'))).toBe(kept);
  });
});
