/** The fixed clock of the tests, Unix milliseconds. Set per jest project, see jest.config.cjs. */
declare const NOW: number;
