import { sentenceOf } from '../../show-error';
import { loadHome, rememberedTown, type TownInfo } from '../../town-info';

/**
 * The town's categories: first a family, then the leaf; warns at once where there may be danger. Emits `change` with
 * { family, categoryId }, and `fail` with { text } when there is nothing to choose from.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** Id of the family whose leaves are shown; empty for the choice of families. */
    family: String,
    /** Id of the chosen category; empty when none is. */
    category: String,
    /** One only supposes: no warning that there may be danger. */
    supposed: Boolean,
  },
  data: {
    families: [] as TownInfo['families'],
    categories: [] as TownInfo['categories'],
    leaves: [] as TownInfo['categories'],
    familyLabel: '',
    isEmergency: false,
  },
  observers: {
    'families, categories, family, category'(
      families: TownInfo['families'],
      categories: TownInfo['categories'],
      family: string,
      category: string,
    ) {
      this.setData({
        familyLabel: families.find(({ id }) => id === family)?.label ?? '',
        leaves: categories.filter((leaf) => leaf.family === family),
        isEmergency: categories.some(({ id, isEmergency }) => id === category && isEmergency),
      });
    },
  },
  lifetimes: {
    attached() {
      this.show(rememberedTown());
      void this.reload();
    },
  },
  methods: {
    /** Gets the categories afresh; a page asks for it when the server no longer knows the chosen one. */
    async reload() {
      try {
        const { data } = await loadHome();
        this.show(data);
      } catch (error) {
        if (!this.data.families.length) this.triggerEvent('fail', { text: sentenceOf(error) });
      }
    },

    show(town: TownInfo | undefined) {
      if (town) this.setData({ families: town.families, categories: town.categories });
    },

    async onReload() {
      this.triggerEvent('fail', { text: '' });
      await this.reload();
    },

    onFamily(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('change', { family: event.currentTarget.dataset['id'], categoryId: '' });
    },

    onOtherFamily() {
      this.triggerEvent('change', { family: '', categoryId: '' });
    },

    onCategory(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('change', { family: this.data.family, categoryId: event.currentTarget.dataset['id'] });
    },
  },
});
