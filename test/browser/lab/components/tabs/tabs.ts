Component({
  relations: { '../tab/tab': { type: 'child' } },
  data: { count: 0 },
  lifetimes: {
    ready() {
      this.setData({ count: this.getRelationNodes('../tab/tab').length });
    },
  },
});
