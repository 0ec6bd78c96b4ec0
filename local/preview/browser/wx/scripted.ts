/** Answers that a test scripts, and permissions that a person has refused: `window.__fixtures`, see README.md. */
import { fixtures } from '../bundle';
import { refuse } from './convention';

export type Permission = 'location' | 'camera' | 'album' | 'subscribe';

/** What each function needs; it is refused when none of them is granted. */
const NEEDS: Record<string, Permission[]> = {
  chooseLocation: ['location'],
  getLocation: ['location'],
  getFuzzyLocation: ['location'],
  scanCode: ['camera'],
  chooseMedia: ['camera', 'album'],
  chooseImage: ['camera', 'album'],
  requestSubscribeMessage: ['subscribe'],
};

export const isRefused = (permission: Permission): boolean => fixtures().refused?.includes(permission) ?? false;

/**
 * What the test wants `wx.<name>` to answer; undefined leaves it to the person. Fails as WeChat does for 'cancel',
 * 'deny' and a refused permission.
 */
export function scripted<Answer>(name: string): Answer | undefined {
  const answer = (fixtures() as Record<string, unknown>)[name];
  if (answer === 'cancel') return refuse(`${name}:fail cancel`);
  if (answer === 'deny' || NEEDS[name]?.every(isRefused)) return refuse(`${name}:fail auth deny`);
  return answer as Answer | undefined;
}

/** For wx.getSetting: what has been refused. What was never asked for is not listed, as in WeChat. */
export const authSetting = (): Record<string, boolean> => ({
  ...(isRefused('location') && { 'scope.userLocation': false }),
  ...(isRefused('camera') && { 'scope.camera': false }),
});

const authorized = (permission: Permission) => (isRefused(permission) ? 'denied' : 'authorized');
export const appAuthorizeSetting = () => ({
  locationAuthorized: authorized('location'),
  cameraAuthorized: authorized('camera'),
  albumAuthorized: authorized('album'),
  notificationAuthorized: authorized('subscribe'),
});
