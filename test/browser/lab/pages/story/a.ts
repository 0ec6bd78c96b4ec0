import { tellingPage } from '../../story';

Page(tellingPage('A'));
