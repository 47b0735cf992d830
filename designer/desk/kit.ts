import type { App } from 'vue';
import { ElButton, ElCheckbox, ElConfigProvider, ElDrawer, ElInput, ElOption, ElSelect, ElTag } from 'element-plus';
import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/el-button.css';
import 'element-plus/theme-chalk/el-checkbox.css';
import 'element-plus/theme-chalk/el-drawer.css';
import 'element-plus/theme-chalk/el-overlay.css';
import 'element-plus/theme-chalk/el-input.css';
import 'element-plus/theme-chalk/el-select.css';
import 'element-plus/theme-chalk/el-option.css';
import 'element-plus/theme-chalk/el-popper.css';
import 'element-plus/theme-chalk/el-scrollbar.css';
import 'element-plus/theme-chalk/el-tag.css';

/** The parts of Element Plus that the desk uses; the build leaves the others out. */
export default {
  install(app: App): void {
    for (const part of [ElButton, ElCheckbox, ElConfigProvider, ElDrawer, ElInput, ElOption, ElSelect, ElTag]) app.use(part);
  }
};
