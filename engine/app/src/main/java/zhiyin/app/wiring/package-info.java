/** Builds the modules below as plain beans; names no type of the engines inside them. */
package zhiyin.app.wiring;
