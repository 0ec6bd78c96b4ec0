/** Keys, seals and ids. One purpose, one key: each is derived from the deployment's secret. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { sealedText, type Certificate } from '../domain/routing';
import { masterKey } from './environment';

type Purpose = 'certificate' | 'phone' | 'upload' | 'invitation' | 'export' | 'slip';
const KEY_BYTES = 32;
const ID_LENGTH = 32;

const keyFor = (purpose: Purpose) => Buffer.from(hkdfSync('sha256', masterKey(), '', purpose, KEY_BYTES));

/** Hex, 32 characters: the id of what `parts` name together, the same whenever it is asked for again. */
export const idOf = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, ID_LENGTH);

/** HMAC that makes an alteration of a certificate noticeable. */
export const seal = (text: string): string => createHmac('sha256', keyFor('certificate')).update(text).digest('hex');

/** A certificate with its seal; one that has it keeps it. */
export const sealed = (certificate: Certificate & { seal?: string }): Certificate & { seal: string } => ({
  ...certificate,
  seal: certificate.seal || seal(sealedText(certificate)),
});

/** The folder a caller uploads to; does not tell who they are. */
export const uploadFolder = (openid: string): string =>
  `uploads/${createHmac('sha256', keyFor('upload')).update(openid).digest('hex').slice(0, ID_LENGTH)}`;

/** Where an export lies: nobody can guess it. */
export const exportFolder = (exportId: string): string =>
  `exports/${createHmac('sha256', keyFor('export')).update(exportId).digest('hex').slice(0, ID_LENGTH)}`;

/** Without letters and digits that are mistaken for each other. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 10;

/** A code that nobody can guess, the same whenever it is asked for again. */
const codeFor = (purpose: Purpose, what: string): string =>
  [...createHmac('sha256', keyFor(purpose)).update(what).digest().subarray(0, CODE_LENGTH)]
    .map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length])
    .join('');

/** One-time; follows from the request that asked for it. */
export const invitationCode = (eventId: string): string => codeFor('invitation', eventId);
/** @param ordinal of the slip: each can be used once. */
export const slipCode = (concernId: string, ordinal: number): string => codeFor('slip', `${concernId} ${ordinal}`);

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;

/** AES-256-GCM as `iv.tag.text`, base64. */
export function encryptPhone(phone: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyFor('phone'), iv);
  const text = Buffer.concat([cipher.update(phone, 'utf8'), cipher.final()]);
  return [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64')).join('.');
}

export function decryptPhone(encrypted: string): string {
  const [iv, tag, text] = encrypted.split('.').map((part) => Buffer.from(part, 'base64'));
  const decipher = createDecipheriv(CIPHER, keyFor('phone'), iv!).setAuthTag(tag!);
  return Buffer.concat([decipher.update(text!), decipher.final()]).toString('utf8');
}
