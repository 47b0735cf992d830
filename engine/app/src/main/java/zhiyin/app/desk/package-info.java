/** The live floor: who waits, who is there, who gets whom. */
package zhiyin.app.desk;
