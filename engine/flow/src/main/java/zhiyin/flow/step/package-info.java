/** The steps there are, and how a drawn step's text parameters become the record its class asks for. */
package zhiyin.flow.step;
