/** A file of `page/`, bundled and minified to a string; see pageStrings.ts. */
declare module 'page:*' {
	const text: string;
	export default text;
}
