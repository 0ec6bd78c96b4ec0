import { tellers } from '../../story';

Component({
  lifetimes: tellers('witness', ['created', 'attached', 'ready', 'detached']),
  pageLifetimes: tellers('witness', ['show', 'hide']),
});
