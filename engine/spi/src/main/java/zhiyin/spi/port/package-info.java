/** Small doors to the rest of the engine. A step gets only those its descriptor lists under {@code needs}, by lower-case name. */
package zhiyin.spi.port;
