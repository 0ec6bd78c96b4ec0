import { invalid } from './errors';

const LINE = '\r\n';

/** The fields of a multipart/form-data body. The SDK sends protobuf in one, so bytes stay bytes. */
export function parseMultipart(body: Buffer, contentType: string): Map<string, Buffer> {
  const boundary = /boundary=("?)([^";]+)\1/.exec(contentType)?.[2];
  if (!boundary) throw invalid('multipart without boundary');
  const fields = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  let start = body.indexOf(mark);
  while (start !== -1) {
    const next = body.indexOf(mark, start + mark.length);
    if (next === -1) break;
    const part = body.subarray(start + mark.length + LINE.length, next - LINE.length);
    const headEnd = part.indexOf(LINE + LINE);
    const name = /name="([^"]+)"/.exec(part.subarray(0, headEnd).toString())?.[1];
    if (name) fields.set(name, part.subarray(headEnd + 2 * LINE.length));
    start = next;
  }
  return fields;
}
