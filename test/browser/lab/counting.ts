export const counting = Behavior({
  data: { count: 0 },
  methods: {
    add() {
      this.setData({ count: this.data.count + 1 });
    },
  },
});
