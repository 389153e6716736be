/** One value, kept while the inputs that it was made from are the same. */
export class LastValue<Value> {
	private last: { readonly inputs: readonly unknown[]; readonly value: Value } | undefined;

	/** @param inputs compared one by one with those of the value that is kept */
	get(inputs: readonly unknown[], make: () => Value): Value {
		if (!this.last || this.last.inputs.some((input, index) => input !== inputs[index])) {
			this.last = { inputs, value: make() };
		}
		return this.last.value;
	}
}
