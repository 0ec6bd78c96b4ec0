/** Opens the dialler. People may still cancel there, which is no error. */
export function callPhone(phoneNumber: string): void {
  wx.makePhoneCall({ phoneNumber }).catch(() => undefined);
}
