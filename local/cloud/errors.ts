/** A failure with the code that CloudBase would answer; the SDKs turn the code into an `errCode`. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'CloudError';
  }
}

/** Two clouds in one folder would each believe their own half. */
export class FolderInUse extends Error {
  constructor() {
    super('another local cloud is using this data folder');
  }
}

/** A database request that is wrong or refused: errCode -502001 in wx-server-sdk. */
export const databaseError = (message: string) => new CloudError('DATABASE_REQUEST_FAILED', message);

/** A parameter that is missing or wrong: errCode -501007. */
export const invalid = (message: string) => new CloudError('INVALID_PARAM', message);

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
