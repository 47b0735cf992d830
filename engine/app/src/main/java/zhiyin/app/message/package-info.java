/** Voice messages in their boxes, in order of arrival. */
package zhiyin.app.message;
