/** What people fill in, and what they look at. */
import { join } from 'node:path';
import { expectText, LAB, open, phone, style, text, useLab } from './lab-stage';

useLab();

describe('forms', () => {
  beforeEach(() => open('/pages/forms/forms'));
  afterEach(() => phone.close());

  test('bind both ways, limit length and collect what was filled in', async () => {
    expect(await style(text('name').getByText('称呼'), 'color')).toBe('rgb(5, 6, 7)');
    await phone.fill('name', '老街坊');
    await phone.fill('words', '第一行\n第二行\n第三行');
    await expectText(text('echo'), '老街坊|3|焦');
    expect(await text('name').locator('input').getAttribute('maxlength')).toBe('4');
    expect((await text('words').boundingBox())!.height).toBeGreaterThan(60);
    await phone.tap(phone.page.getByRole('switch', { name: '提醒' }));
    await phone.tap('高');
    await phone.tap('临街');
    await phone.top.getByRole('button', { name: '按不动', disabled: true }).tap({ force: true });
    await phone.tap('提交');
    await expectText(
      text('sent'),
      '{"name":"老街坊","words":"第一行\\n第二行\\n第三行","kind":0,"remind":false,"level":"高","tags":["临街"],"score":3}',
    );
    await phone.tap('清空');
    await expectText(text('echo'), '|3|焦');
  });

  test('pick from wheels', async () => {
    await phone.tap('类别 路灯');
    await phone.tap('噪音');
    await phone.tap('确定');
    await phone.see('类别 噪音');
    await phone.tap('两级 0-0');
    await phone.tap('果');
    await phone.tap('乙果');
    await phone.tap('确定');
    await phone.see('两级 1-1');
    await phone.tap('日期 2026-03-31');
    await phone.tap('2月');
    await phone.tap('确定');
    await phone.see('日期 2026-02-28');
    await phone.tap('时间 08:30');
    await phone.tap('取消');
    await phone.see('时间 08:30');
  });

  test('take a photo and upload it; show pictures, rich text and scrolling boxes', async () => {
    const chooser = phone.page.waitForEvent('filechooser');
    await phone.tap('拍照');
    await (await chooser).setFiles(join(LAB, 'images/logo.png'));
    await expectText(text('photos'), '1 cloud://lab/a/b.png/true');
    expect(
      await text('logo')
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBeGreaterThan(0);
    await text('scroll').evaluate((box) => box.scrollTo(0, 9999));
    await phone.see('滚动 到底');
    await phone.see('粗');
  });
});
