/** To the page below; where there is none, as after a tap on a message, to `url` instead. */
export async function goBack(url: string): Promise<void> {
  await (getCurrentPages().length > 1 ? wx.navigateBack() : wx.redirectTo({ url }));
}
