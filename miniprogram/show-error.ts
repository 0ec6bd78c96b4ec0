import { AppError, ERROR_MESSAGES } from '../domain/errors';
import type * as z from '../domain/zod';

/** The sentence people read. Anything unexpected is logged, not shown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return error.userMessage;
  console.error(error);
  return ERROR_MESSAGES.INTERNAL;
}

/** Tells what went wrong in a small dialog that stays until it has been read. */
export function showError(error: unknown): void {
  void wx.showModal({ content: sentenceOf(error), showCancel: false, confirmText: '知道了' });
}

/** What `page-state` needs to show why a page could not load. */
export function loadFailure(error: unknown): { state: 'offline' | 'error'; stateText: string } {
  const isOffline = error instanceof AppError && error.code === 'OFFLINE';
  return { state: isOffline ? 'offline' : 'error', stateText: isOffline ? '' : sentenceOf(error) };
}

type Loading = { data: { state: string }; setData(changes: ReturnType<typeof loadFailure>): void };

/** A page that shows something keeps it and tells what went wrong; any other shows that instead of its content. */
export function failedToLoad(page: Loading, error: unknown): void {
  const failure = loadFailure(error);
  if (page.data.state !== 'ready') page.setData(failure);
  else if (failure.state === 'offline') void wx.showToast({ title: '网络不太好，这是之前的内容', icon: 'none' });
  else showError(error);
}

type Desk = { data: Loading['data']; setData(changes: { state: string; stateText?: string }): void };

/** The desk of somebody who works here: `unbound` on the phone of nobody who does. What it shows, be it nothing, stays. */
export function deskFailedToLoad(page: Desk, error: unknown): void {
  if (page.data.state === 'ready' || page.data.state === 'empty') showError(error);
  else if (error instanceof AppError && error.code === 'NOT_ALLOWED') page.setData({ state: 'unbound' });
  else page.setData(loadFailure(error));
}

/** The first message for each top-level field of a form. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) errors[String(path[0])] ??= message;
  return errors;
}
