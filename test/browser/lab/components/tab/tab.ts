Component({ relations: { '../tabs/tabs': { type: 'parent' } } });
