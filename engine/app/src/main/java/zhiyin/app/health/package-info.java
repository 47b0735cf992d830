/** Whether the hotline answers: asked of the real telephone side, not of ourselves. */
package zhiyin.app.health;
