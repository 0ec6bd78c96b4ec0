/** The only place that reads environment variables: what may be set from outside is this list. */
export const environment = {
  /** A Chromium or Chrome to use instead of the ones looked for. */
  CHROMIUM_PATH: process.env['CHROMIUM_PATH'],
  /** Keys of a CloudBase environment, for an administrator's programs. */
  TENCENTCLOUD_SECRETID: process.env['TENCENTCLOUD_SECRETID'],
  TENCENTCLOUD_SECRETKEY: process.env['TENCENTCLOUD_SECRETKEY'],
  /** The port `npm start` listens on. */
  PORT: process.env['PORT'],
};
