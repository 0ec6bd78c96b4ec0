/** Text files as people's spreadsheets and maps write them: UTF-8, UTF-16 or GBK, with or without a byte order mark. */

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const UTF16_MARKS = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] };

const startsWith = (bytes: Buffer, mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
const decode = (bytes: Buffer, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** @returns undefined when the bytes are no text in any of these encodings. A mark may precede GBK, too. */
export function textOf(file: Buffer): string | undefined {
  for (const [encoding, mark] of Object.entries(UTF16_MARKS))
    if (startsWith(file, mark)) return decode(file.subarray(mark.length), encoding);
  const bytes = startsWith(file, UTF8_MARK) ? file.subarray(UTF8_MARK.length) : file;
  return decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030');
}
