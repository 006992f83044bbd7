import { tokenize } from './tokenize.ts';

/**
 * Words that ask rather than name: they stand in nearly every question, so that sharing them means nothing.
 * English, German, French, Spanish, Italian, Portuguese, Dutch; and what is frequent in Chinese and Japanese questions.
 */
const WORDS = `
a about am an and any are as at be been but by can could did do does for from get give go had has have hello hey hi how
i i'd i'm if in into is it it's its just know let like look may me might much many my need of off on or our out please
say shall should so some tell than thank thanks that the their them then there these they this those to too us very
want was we were what what's when where where's which who who's why will with would you you're your
aber als also am an auch auf aus bei bin bis bitte da das dass dein dem den der des dich die dir doch du ein eine einem
einen einer eines er es euch euer eure für gibt haben habt hallo hat hast ich ihr ihre ihnen im in ist ja kann kannst
können könnt man mehr mein mich mir mit muss nach nicht noch nur ob oder seid sein sich sie sind so um und uns von vor
wann war warum was wenn wer werden wie wieviel will wir wird wo wohin zu zum zur
ai au aux avec avez ce ces cette comment combien dans de des du elle en es est et être il ils je la le les leur lui ma
mais me merci mes moi mon ne nous on ou où par pas peut peux pour pourquoi quand que quel quelle quelles quels qui quoi
sa se ses si son sont sur ta te tes toi ton tu un une vos votre vous y bonjour
al como con cual cuál cuales cuando cuándo cuanto cuánto cuesta cuántos de del donde dónde el ella en es esta está este
están estoy gracias hay hola la las lo los mas más me mi mis muy no nos o para pero por porque puede puedo qué que
quien quién se ser si sí sin son su sus te tengo tiene tienen tu tus un una unos y yo
che chi ci ciao come con cosa da dei del della di dove e è ha hanno ho il io le lo ma mi nel non per perché più posso
può quale quali quando quanto quanti se si sono su ti un una uno voi vostro vostra
ao aos as com como da das do dos e é em eu há isso isto mas meu minha na nas no nos não o obrigado olá onde os ou para
pela pelo pode posso qual quais quando quanto quantos quem sua seu suas seus tem têm um uma você vocês
aan ben bent dat de die dit een en er geen heb hebben heeft het hoe hoeveel hun ik in is jij jou jouw jullie kan kunnen
kun maar mag met mijn naar niet of om onze op te tot uit uw van voor waar waarom wanneer wat we welke wie wij zijn
的 了 是 吗 呢 什么 怎么 多少 哪里 我 你 你们 我们 有 在 请 可以 几
の は が を に で と も か です ます ですか ますか 何 どこ いつ どう ください ありますか
`;

export const STOP_WORDS: ReadonlySet<string> = new Set(tokenize(WORDS));
