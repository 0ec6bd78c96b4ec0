/** Sending a page to somebody: from the capsule's menu, or from a button with `open-type="share"`. */
import { recordCall } from './bundle';
import { frame } from './dom';
import type { Router } from './router';
import { chooseFromSheet, showModal } from './wx/dialogs';

interface Card {
  title?: string;
  path?: string;
  imageUrl?: string;
}

/** Shows the card that would be sent, and where it leads. A card that leads nowhere is a mistake. */
export function share(router: Router, from: object): void {
  const { title, path, imageUrl } = (router.top.call('onShareAppMessage', from) ?? {}) as Card;
  const card = { title: title ?? document.title, path: path ?? router.top.address, imageUrl };
  recordCall('shareAppMessage', card);
  if (!router.leadsSomewhere(card.path)) console.error(`onShareAppMessage: there is no page at ${card.path}`);
  void showModal({
    title: '转发给朋友',
    content: `${card.title}\n${card.path}`,
    showCancel: false,
    confirmText: '知道了',
  });
}

export function connectMenu(router: Router): void {
  frame('menu').addEventListener('click', async () => {
    if (!router.top.has('onShareAppMessage')) return void chooseFromSheet([], { title: '当前页面不可转发' });
    if ((await chooseFromSheet(['转发给朋友'])) === 0) share(router, { from: 'menu' });
  });
}
