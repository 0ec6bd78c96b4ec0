/** The code beside a building's door: a mini-program code whose scene names the building. */

/** The page that such a code opens. */
export const CODE_PAGE = 'pages/resident/report/report';

/** A scene has at most 32 characters, none of them Chinese. Source: wxacode.getUnlimited. */
const FITS = /^[\w.~-]{1,30}$/;
export const fitsCode = (buildingId: string): boolean => FITS.test(buildingId);

export const sceneOf = (buildingId: string): string => `b=${buildingId}`;

/**
 * The building that a code names.
 * @param scanned the scene as WeChat hands it over, encoded or not, or the path of the code.
 * @returns undefined for any other code.
 */
export function buildingIn(scanned: string): string | undefined {
  const scene = /[?&]scene=([^&]*)/.exec(scanned)?.[1] ?? scanned;
  const buildingId = /^b=(.*)$/.exec(decoded(scene))?.[1];
  return buildingId !== undefined && fitsCode(buildingId) ? buildingId : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not ours, then
  }
}
