import { lifecycleSuite } from './lifecycleSuite';

lifecycleSuite('1.53.1');
