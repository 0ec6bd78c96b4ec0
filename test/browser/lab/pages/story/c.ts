import { tellingPage } from '../../story';

Page(tellingPage('C'));
