/** Plugins: each one jar in a class loader of its own that sees the SPI, slf4j and the JDK, and nothing else of ours. */
package zhiyin.app.plugin;
