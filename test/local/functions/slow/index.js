exports.main = (event) => (event.quick ? 'quick' : new Promise(() => {}));
