/** Citizens whom the hotline calls by itself: when, how often, and what came of it (OUT-03, OUT-06). */
package zhiyin.app.callback;
