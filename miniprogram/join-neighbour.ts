import type { ActionRequest } from '../domain/contract';
import { AppError } from '../domain/errors';
import { callCloud } from './cloud';

/** Takes part in a neighbour's concern; whoever does so already is where they want to be. */
export async function joinNeighbour(input: ActionRequest<'joinConcern'>, requestId: string): Promise<void> {
  try {
    await callCloud('joinConcern', input, requestId);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'JOINED_ALREADY') throw error;
  }
}

export const concernPage = (concernId: string): string => `/pages/resident/concern/concern?id=${concernId}`;
