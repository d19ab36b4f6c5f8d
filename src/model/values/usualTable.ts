// Counted by `npm run schemas -- --write` in 10,003 product schemas (iobroker.tuya 3.18.2, MIT): not to be edited by hand.

/** Data points that are raw in nearly every product. */
export const rawCodes = `
Clean_taste DATA FlowCount M_Push_Short MoisureCount Prog_Restday Prog_Restday1 Prog_Restday2 Prog_Workday
Prog_Workday1 Prog_Workday2 Radiolist RainCount SYS_TIME Setting T_Remote T_Sensor TempCount Timer1 Timer2 Timer3
TimerData air_pressure_index alarm_call_number alarm_channel alarm_lifted_kit alarm_message alarm_msg alarm_set3
alarm_set_1 alarm_set_2 alarm_sms_number basic ble_unlock_check bluetooth_unlock breathing_scene candle_mode_data
charge_record check_code_set clock_set clock_status closed_opened_kit cmd_comm color_correction colour_data_raw
comm_raw command_trans cruise_schedule custom_module_1 custom_module_2 custom_prog custom_timer custom_week_prog_1
custom_week_prog_2 custom_week_prog_3 custom_week_prog_4 cycle_timer cycle_timing daily_energy daily_water_data
data data_overflow datadisplay device_timer disturb_time_set doorbell_list_data doorbell_pic doorbell_song_kit
dormant_time_set down_channel draw_tool dream_scene dreamlight_scene_mode dreamlightmic_music_data factory_data
flow_rate_instan fri_program005 friday frozen_time_set heartrate_set historical_day_now historical_day_pow
historical_day_set historical_month_now historical_month_pow historical_month_set historical_week_now
historical_week_pow historical_week_set historical_year_now historical_year_pow historical_year_set info_set
inform_message initiative_message inverter_alarmset_1 inverter_alarmset_2 ir_study_code irr_timestamp_next1
irr_timestamp_next2 irr_timestamp_next3 irrigation_log_1 key_study key_study2 key_study3 key_study4 lcd_night_time
local_timer lock_alarm_kit lock_record map_config meal_plan metter_data mic_music_data_raw milight mix_light_scene
mix_rgbcw mod_program001 mode_set monday month_energy month_water_data movement_detect_pic multi_motion_area
multistep music_data_raw no_irrigation_timing normal_open_period not_disturb notification_msg notification_push
paint_colour_data parameter_group_1 parameter_group_2 parameter_group_23 parameter_group_3 parameter_group_4
parameter_group_5 parameter_group_6 parameter_group_7 parameter_group_8 path_comm path_data phase_a phase_b phase_c
power_memory prog_data prog_data_1 prog_data_2 prog_data_3 prog_data_4 prog_data_5 prog_data_6 prog_data_7 program
ptds1 ptds2 pv1_dc_data random_timing rawreserved01 remote_add remote_list remote_no_dp_key remote_no_pd_setkey
remote_pd_setkey_check rgbic_linerlight_scene rhythm_mode rtc_timer sat_program006 saturday scene_data_raw
scene_id_group_id sedentary_reminder segment_dimming sensor_list setting sleep_mode sleep_report star_control_data
star_scene_data status_report strip_local_timer strip_scene study_code sub_admin sun_program007 sunday
switch_choose switch_gradient switch_interlock synch_member synch_method system_time target_set
temporary_password_creat temporary_password_delete temporary_password_modify thur_program004 thursday timer1 timer2
timer3 timer4 timer_report timer_sync tue_program002 tuesday unlock_card_kit unlock_double_kit
unlock_fingerprint_kit unlock_method_create unlock_method_delete unlock_method_modify unlock_offline_clear
unlock_offline_clear_single unlock_offline_pd unlock_password_kit unlock_phone_remote_kit unlock_record_check
unlock_temporary_kit up_channel update_all_card update_all_finger update_all_password upward video_request_realtime
voice_data voice_link wakeup_mode water_use_rever_data wed_program003 wednesday week_program1 week_program2
week_program3 week_program3_day week_program4 week_program_1 week_program_13_1 week_program_13_2 week_program_13_3
week_program_13_4 week_program_13_5 week_program_13_6 week_program_13_7 week_program_2 week_program_3
week_program_4 week_program_5 week_program_6 week_program_7 week_program_free week_program_temp xhds1 xhds2
zone_number
`;

/**
 * How the numbers of a data point read in nearly every product: code, scale, unit or `-`, how many products agree of
 * how many have the code or `all` (scale and unit as they stand here), the lowest and the highest plausible value on the
 * wire. Of two lines with the same code the first counts that has the value.
 */
export const readings = `
Battery 0 % 25/27 0 100
Countdown 0 min 46/49 0 1440
Days_Holiday 0 d 26/26 1 30
TimerOff 0 min all 0 1440
TimerOn 0 min all 0 1440
add_ele 3 kWh 717/785 0 100000000
alarm_countdown_1 0 s all 0 86400
alarm_delay_time 0 s all 0 1000
backlight 0 % 20/22 0 100
basic_device_volume 0 % 141/142 1 100
battery 0 % 66/73 0 100
battery_percentage 0 % 1062/1088 0 100
charge_cur_set 0 A 34/36 1 255
charge_energy 2 kWh 35/41 0 999999
charge_energy_once 2 kWh 47/50 0 999999
clean_area 0 m² 110/135 0 9999
clean_area_total 0 m² all 0 99999999
clean_time 0 min 144/150 0 9999
clean_time_total 0 min 38/39 0 99999999
co2_value 0 ppm 47/49 0 10000
countdown 0 s 2456/2497 0 86400
countdown1 0 s 46/47 0 86400
countdown2 0 s 29/31 0 86400
countdown3 0 s 20/21 0 86400
countdown_1 0 s 2015/2044 0 86400
countdown_2 0 s 622/643 0 86400
countdown_3 0 s 326/331 0 86400
countdown_4 0 s 174/180 0 86400
countdown_5 0 s 54/56 0 86400
countdown_usb1 0 s 46/47 0 86400
coutdown 0 min all 0 1440
cur_current 0 mA 737/773 0 99999
cur_power 1 W 690/769 0 200000
cur_voltage 0 V 61/773 80 300
cur_voltage 1 V 695/773 0 5000
dehumidify_set_value 0 % all 0 99
delay_set 0 s all 0 65535
delay_time 1 ms 66/76 0 65535
door_time_1 0 s all 3 120
electricity_left 0 % 35/39 0 100
excretion_time_day 0 s 23/23 0 1800
excretion_times_day 0 times 22/24 0 60
fan_countdown_left 0 min 28/29 0 540
filter 0 % 40/49 0 100
forward_energy_total 2 kWh all 0 2000000000
holiday_temp_set 1 °C 25/28 50 400
hum_calibration 0 % 66/69 -30 30
hum_sensitivity 0 % all 1 30
humidity 0 % 73/86 0 100
humidity_current 0 % 30/32 0 100
humidity_indoor 0 % 51/52 0 100
humidity_set 0 % 27/28 1 100
illuminance_value 0 lux 41/44 0 40000
ipc_siren_duration 0 s all 1 600
ipc_siren_volume 0 % 62/62 0 100
leakage_current 0 mA 33/40 0 2500
light_length 0 cm all 1 10000
maxhum_set 0 % 93/101 0 100
maxtemp_set 1 °C 91/105 -400 1250
minihum_set 0 % 93/101 0 100
minitemp_set 1 °C 92/109 -400 1250
percent_control 0 % 221/223 0 100
percent_state 0 % 80/80 0 100
pir_delay 0 s 29/30 0 28800
pm10 0 µg/m³ 16/20 0 2000
pm25 0 µg/m³ 46/47 0 3000
power_factor 2 - 32/38 -999 999
power_total 3 kW 69/79 -999999999 999999999
qidongwencha 1 - 35/35 5 100
quick_calibration_1 0 s all 0 900
residual_electricity 0 % 144/145 -1 100
reverse_energy_total 2 kWh 67/70 0 1999999999
temp_calibration 1 °C 62/69 -100 100
temp_indoor 0 °C 35/41 -30 100
temp_periodic_report 0 min 27/29 0 480
temp_sensitivity 1 °C 57/57 1 50
temp_set_f 0 °F 142/168 32 210
time_total 0 ms all 0 600000
timer_on 0 h all 0 24
total_forward_energy 2 kWh all 0 200000000
tr_timecon 0 s all 1 1800
type 1 - 66/69 0 255
use_time_1 0 s 21/22 0 1440000000
use_time_one 0 s all 0 604800
volume_set 0 % 82/85 0 100
work_power 0 W 28/33 0 50000
zll_value 0 dBm all -65 -45
`;
