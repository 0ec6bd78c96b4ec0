Component({
  options: { styleIsolation: 'apply-shared' },
  methods: { word: () => '便条' },
});
