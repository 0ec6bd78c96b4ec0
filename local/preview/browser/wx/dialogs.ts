/** Toasts, loading, modals and action sheets, in WeChat's looks. */
import { element, frame, imageUrl, openLayer } from '../dom';
import { api, refuse } from './convention';

const TOAST_MS = 1500;
/** Under an icon. Source: wx.showToast. */
const LONGEST_WITH_ICON = 7;
/** Sources: wx.showModal, wx.showActionSheet. */
const LONGEST_ANSWER = 4;
const MOST_ITEMS = 6;

let toast: HTMLElement | undefined;
let toastTimer: number | undefined;

interface ToastOptions {
  title?: string;
  icon?: 'success' | 'error' | 'loading' | 'none';
  image?: string;
  duration?: number;
  mask?: boolean;
}

function hideToast(): void {
  window.clearTimeout(toastTimer);
  toast?.remove();
  toast = undefined;
}

function showToast({ title = '', icon = 'success', image, mask }: ToastOptions): void {
  hideToast();
  const box = element('div', { class: 'toast-box', role: 'status' });
  if (image) box.append(Object.assign(element('img'), { src: imageUrl(image), alt: '' }));
  else if (icon !== 'none') box.append(element('i', { class: `toast-icon ${icon}` }));
  const isTextOnly = icon === 'none' && !image;
  box.append(element('span', { text: isTextOnly ? title : title.slice(0, LONGEST_WITH_ICON) }));
  box.classList.toggle('mp-text-only', isTextOnly);
  toast = element('div', { class: mask ? 'toast mask' : 'toast' }, box);
  frame('phone').append(toast);
}

export function showTimedToast(options: ToastOptions): void {
  showToast(options);
  toastTimer = window.setTimeout(hideToast, options.duration ?? TOAST_MS);
}

export interface ModalOptions {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  confirmText?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
}

export function showModal(
  options: ModalOptions,
): Promise<{ confirm: boolean; cancel: boolean; content: string | null }> {
  for (const name of ['confirmText', 'cancelText'] as const)
    if ((options[name]?.length ?? 0) > LONGEST_ANSWER) refuse(`showModal:fail ${name} is longer than 4 characters`);
  const body = element('div', { class: 'modal', role: 'dialog', label: options.title ?? options.content ?? '' });
  if (options.title) body.append(element('div', { class: 'modal-title', text: options.title }));
  const field = options.editable ? element('textarea', { label: options.placeholderText ?? '输入' }) : undefined;
  if (field) {
    field.placeholder = options.placeholderText ?? '';
    field.value = options.content ?? '';
    body.append(field);
  } else if (options.content) body.append(element('div', { class: 'modal-content', text: options.content }));
  const cancel = element('button', { text: options.cancelText ?? '取消' });
  const confirm = element('button', { class: 'primary', text: options.confirmText ?? '确定' });
  if (options.confirmColor) confirm.style.color = options.confirmColor;
  body.append(element('div', { class: 'modal-foot' }, ...(options.showCancel === false ? [] : [cancel]), confirm));
  const layer = openLayer('modal-layer', body);
  field?.focus();
  return new Promise((resolve) => {
    const answer = (isConfirmed: boolean) => () => {
      layer.remove();
      resolve({ confirm: isConfirmed, cancel: !isConfirmed, content: isConfirmed && field ? field.value : null });
    };
    cancel.addEventListener('click', answer(false));
    confirm.addEventListener('click', answer(true));
  });
}

/** @returns the index touched, or -1. */
export function chooseFromSheet(items: string[], { title = '', color = '' } = {}): Promise<number> {
  const list = element('div', { class: 'sheet action-sheet', role: 'dialog' });
  if (title) list.append(element('div', { class: 'action-title', text: title }));
  const buttons = items.map((text) => element('button', { class: 'action', text }));
  for (const button of buttons) button.style.color = color;
  const cancel = element('button', { class: 'action cancel', text: '取消' });
  list.append(...buttons, cancel);
  const layer = openLayer('sheet-layer', list);
  return new Promise((resolve) => {
    const answer = (index: number) => () => {
      layer.remove();
      resolve(index);
    };
    buttons.forEach((button, index) => button.addEventListener('click', answer(index)));
    cancel.addEventListener('click', answer(-1));
    layer.addEventListener('click', ({ target }) => {
      if (target === layer) answer(-1)();
    });
  });
}

interface ActionSheetOptions {
  itemList: string[];
  itemColor?: string;
  alertText?: string;
}

export const dialogs = {
  showToast: api('showToast', showTimedToast),
  hideToast: api('hideToast', hideToast),
  showLoading: api('showLoading', (options: ToastOptions) => showToast({ ...options, icon: 'loading' })),
  hideLoading: api('hideLoading', hideToast),
  showModal: api('showModal', showModal),
  showActionSheet: api('showActionSheet', async ({ itemList, itemColor, alertText }: ActionSheetOptions) => {
    if (itemList.length > MOST_ITEMS) refuse('showActionSheet:fail itemList has more than 6 items');
    const tapIndex = await chooseFromSheet(itemList, { title: alertText, color: itemColor });
    return tapIndex < 0 ? refuse('showActionSheet:fail cancel') : { tapIndex };
  }),
};
