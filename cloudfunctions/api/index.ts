import { serve } from './serve';

export const main = serve;
