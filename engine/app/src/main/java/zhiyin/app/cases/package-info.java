/** A flow's cases ({@code *.call.yaml}): what a caller keys and what must come of it, on the interpreter and over the telephone. */
package zhiyin.app.cases;
