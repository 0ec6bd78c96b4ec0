/** What the device knows about itself, and the small things it can do. */
import { fixtures, openid, recordCall } from '../bundle';
import { frame, isDark } from '../dom';
import { Emitter } from '../events';
import { api, nothing, refuse } from './convention';
import { chooseFromSheet, showModal, showTimedToast } from './dialogs';
import { appAuthorizeSetting, authSetting, isRefused, scripted } from './scripted';
import { keptChoices } from './subscribe';

/** Heights in frame.css. */
const STATUS_BAR_PX = 44;
const CAPSULE = { top: 50, bottom: 82, left: 296, right: 383, width: 87, height: 32 };

const appBase = () => ({
  SDKVersion: '3.8.0',
  version: '8.0.50',
  language: 'zh_CN',
  theme: isDark() ? 'dark' : 'light',
  enableDebug: false,
  fontSizeSetting: 16,
  fontSizeScaleFactor: 1,
  host: { env: 'WeChat' },
});
const device = () => ({
  platform: 'devtools',
  brand: 'preview',
  model: 'preview',
  system: 'preview',
  benchmarkLevel: 30,
});

function windowInfo() {
  const [phone, pages] = [frame('phone'), frame('pages')];
  const [screenWidth, screenHeight] = [phone.clientWidth, phone.clientHeight];
  return {
    pixelRatio: window.devicePixelRatio,
    screenWidth,
    screenHeight,
    windowWidth: pages.clientWidth,
    windowHeight: pages.clientHeight,
    statusBarHeight: STATUS_BAR_PX,
    screenTop: screenHeight - pages.clientHeight,
    safeArea: {
      left: 0,
      right: screenWidth,
      width: screenWidth,
      top: STATUS_BAR_PX,
      bottom: screenHeight,
      height: screenHeight - STATUS_BAR_PX,
    },
  };
}

const system = () => ({ ...appBase(), ...device(), ...windowInfo(), fontSizeSetting: 16 });
const launch = () => ({ path: '', query: {}, scene: 1001, referrerInfo: {} });
const network = () => {
  const networkType = fixtures().networkType ?? (navigator.onLine ? 'wifi' : 'none');
  return { networkType, isConnected: networkType !== 'none' };
};

/** Rings nobody: the number is noted in `window.__calls` and shown on a sheet. */
async function makePhoneCall({ phoneNumber }: { phoneNumber: string }): Promise<void> {
  recordCall('makePhoneCall', { phoneNumber });
  if (scripted('makePhoneCall') === 'ok') return;
  if ((await chooseFromSheet([`呼叫 ${phoneNumber}`])) < 0) refuse('makePhoneCall:fail cancel');
}

async function scanCode() {
  const answer = scripted<object>('scanCode');
  if (answer) return answer;
  const { confirm, content } = await showModal({
    title: '二维码的内容',
    editable: true,
    placeholderText: '本机没有摄像头，请输入',
  });
  return confirm ? { result: content ?? '', path: '', scanType: 'QR_CODE' } : refuse('scanCode:fail cancel');
}

let clipboard = '';

const EVENTS =
  'AppShow AppHide Error UnhandledRejection PageNotFound NetworkStatusChange ThemeChange WindowResize MemoryWarning UserCaptureScreen KeyboardHeightChange'.split(
    ' ',
  );

/** wx.onX and wx.offX. Network and theme changes are real; the others never happen here. */
function events() {
  const emitter = new Emitter();
  for (const type of ['online', 'offline'])
    window.addEventListener(type, () => emitter.emit('NetworkStatusChange', network()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
    emitter.emit('ThemeChange', { theme: appBase().theme }),
  );
  const listen = (event: string) => (listener: (...args: unknown[]) => void) => emitter.on(event, listener);
  const ignore = (event: string) => (listener?: (...args: unknown[]) => void) => emitter.off(event, listener);
  return Object.fromEntries(
    EVENTS.flatMap((event) => [
      [`on${event}`, listen(event)],
      [`off${event}`, ignore(event)],
    ]),
  );
}

const silentLog = () => Object.fromEntries(['debug', 'info', 'log', 'warn', 'error'].map((level) => [level, () => {}]));
const QUIET =
  'vibrateShort vibrateLong setKeepScreenOn checkSession authorize showShareMenu hideShareMenu updateShareMenu reportEvent requirePrivacyAuthorize openCustomerServiceChat exitMiniProgram'.split(
    ' ',
  );

export const deviceApis = () => ({
  ...Object.fromEntries(QUIET.map((name) => [name, nothing(name)])),
  ...events(),
  env: { USER_DATA_PATH: 'wxfile://usr' },
  getAppBaseInfo: appBase,
  getDeviceInfo: device,
  getWindowInfo: windowInfo,
  getSystemInfoSync: system,
  getSystemInfo: api('getSystemInfo', system),
  getSystemSetting: () => ({
    locationEnabled: true,
    wifiEnabled: true,
    bluetoothEnabled: false,
    deviceOrientation: 'portrait',
  }),
  getAppAuthorizeSetting: appAuthorizeSetting,
  getMenuButtonBoundingClientRect: () => ({ ...CAPSULE }),
  getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
  getLaunchOptionsSync: launch,
  getEnterOptionsSync: launch,
  getUpdateManager: () => ({
    onCheckForUpdate: () => {},
    onUpdateReady: () => {},
    onUpdateFailed: () => {},
    applyUpdate: () => {},
  }),
  getLogManager: silentLog,
  getRealtimeLogManager: silentLog,
  getNetworkType: api('getNetworkType', network),
  makePhoneCall: api('makePhoneCall', makePhoneCall),
  scanCode: api('scanCode', scanCode),
  setClipboardData: api('setClipboardData', ({ data }: { data: string }) => {
    clipboard = data;
    recordCall('setClipboardData', { data });
    showTimedToast({ title: '内容已复制' });
  }),
  getClipboardData: api('getClipboardData', () => ({ data: clipboard })),
  getSetting: api('getSetting', () => ({
    authSetting: authSetting(),
    subscriptionsSetting: { mainSwitch: !isRefused('subscribe'), itemSettings: keptChoices() },
  })),
  openSetting: api('openSetting', () => ({ authSetting: authSetting() })),
  getPrivacySetting: api('getPrivacySetting', () => ({
    needAuthorization: false,
    privacyContractName: '《小程序隐私保护指引》',
  })),
  openPrivacyContract: api('openPrivacyContract', async () => {
    await showModal({
      title: '小程序隐私保护指引',
      content: '正式环境中，这里是在微信公众平台填写的指引。',
      showCancel: false,
    });
  }),
  login: api('login', () => ({ code: `preview-${openid}` })),
  hideKeyboard: api('hideKeyboard', () => (document.activeElement as HTMLElement | null)?.blur()),
});
