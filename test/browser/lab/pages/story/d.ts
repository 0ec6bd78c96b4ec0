import { tellingPage } from '../../story';

Page(tellingPage('D'));
