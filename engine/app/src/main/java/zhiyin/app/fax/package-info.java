/** The fax catalogue and the send queue; sending itself comes with the fax plugin. */
package zhiyin.app.fax;
