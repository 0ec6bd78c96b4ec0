/** The demo town's templates of WeChat messages. WeChat gives each 43 letters; these are made up, with the same five fields. */
import { PUSH_TEMPLATES } from '../../domain/push-templates';
import type { Town } from '../../domain/town';

const demoTemplate = (name: string) => ({
  id: `demo-${name}-`.padEnd(43, '0'),
  fields: {
    number: 'character_string1',
    category: 'thing2',
    place: 'thing3',
    status: 'phrase4',
    at: 'time5',
  },
});

export const DEMO_TEMPLATES: Town['messageTemplates'] = Object.fromEntries(
  PUSH_TEMPLATES.map((name) => [name, demoTemplate(name)]),
);
