import { lifecycleSuite } from './lifecycleSuite';

lifecycleSuite('1.62.0-node-stdio');
