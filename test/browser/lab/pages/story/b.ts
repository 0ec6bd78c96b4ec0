import { tellingPage } from '../../story';

Page(tellingPage('B'));
