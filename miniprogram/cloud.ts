import type { ActionName, ActionOutput, ActionRequest, Call, Reply } from '../domain/contract';
import { AppError } from '../domain/errors';
import type { Instant } from '../domain/time';

/** What the action gives, and the server's clock to compute remaining time from. */
export type Answer<A extends ActionName> = { data: ActionOutput<A>; now: Instant };

/**
 * Runs one action in the cloud. The only place that talks to the `api` function.
 * @param requestId required by writes: made once per form with `newRequestId` and kept until the form succeeds, so that
 * a repetition gets the first answer instead of acting twice.
 * @throws AppError with the refusal's code, sentence and field; OFFLINE when no answer came.
 */
export async function callCloud<A extends ActionName>(
  action: A,
  input: ActionRequest<A>,
  requestId?: string,
): Promise<Answer<A>> {
  const data: Call = { action, input, ...(requestId && { requestId }) };
  const reply = await answerOf<A>(data);
  if (!reply.ok) throw new Refusal(reply.code, reply.message, reply.field);
  return { data: reply.data, now: reply.now };
}

/** The server said no. `field` names the input it is about. */
export class Refusal extends AppError {
  constructor(
    code: AppError['code'],
    message: string,
    readonly field?: string,
  ) {
    super(code, undefined, message);
  }
}

async function answerOf<A extends ActionName>(data: Call): Promise<Reply<ActionOutput<A>>> {
  try {
    const { result } = await wx.cloud.callFunction({ name: 'api', data });
    return result as Reply<ActionOutput<A>>;
  } catch (error) {
    throw new AppError('OFFLINE', messageOf(error));
  }
}

const messageOf = (error: unknown): string => (error as { errMsg?: string } | undefined)?.errMsg ?? String(error);

const randomPart = () => Math.random().toString(36).slice(2).padEnd(10, '0').slice(0, 10);

/** Made once per form and reused on retry until it succeeds. */
export const newRequestId = (): string => `${randomPart()}${randomPart()}${randomPart()}`;

/**
 * Sends a photo to the caller's own folder in the cloud.
 * @param onProgress is told whole percents.
 * @returns the fileID. Throws OFFLINE when it did not arrive.
 */
export async function uploadPhoto(filePath: string, onProgress?: (percent: number) => void): Promise<string> {
  const { data } = await callCloud('startUpload', {});
  const extension = /\.(jpe?g|png|gif|webp|heic)$/i.exec(filePath)?.[1] ?? 'jpg';
  const cloudPath = `${data.prefix}${newRequestId()}.${extension.toLowerCase()}`;
  return new Promise((resolve, reject) => {
    const task = wx.cloud.uploadFile({
      cloudPath,
      filePath,
      success: ({ fileID }) => resolve(fileID),
      fail: (error) => reject(new AppError('OFFLINE', error.errMsg)),
    });
    task?.onProgressUpdate?.(({ progress }) => onProgress?.(progress));
  });
}
