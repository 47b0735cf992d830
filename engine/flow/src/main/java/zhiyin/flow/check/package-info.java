/** The structural check: what is wrong with a flow before anybody calls it. */
package zhiyin.flow.check;
