import { describe, expect, it } from '@jest/globals';
import { HealthRecord } from '@hinomi/contracts';
import { EMPTY_FORM, formOfRecord, statedRecord, type StatedForm } from './stated-record.js';

const FORM: StatedForm = {
  ...{ name: ' 火野 花子 ', kana: 'ヒノ ハナコ', birthDate: '1950-04-01', sex: 'female', phone: '090-0000-0000' },
  ...{ address: '', languages: ['vi'], needs: ['insulin', 'mobility'], medicines: 'ワルファリン\n\n アムロジピン ' },
  ...{ foodAllergies: 'えび', otherAllergies: 'ペニシリン', conditions: '高血圧' },
};

describe('what somebody says', () => {
  it('is a record as the vault takes it', () => {
    const record = statedRecord(FORM);
    expect(HealthRecord.parse(record)).toEqual(record);
    expect(record?.person).toMatchObject({ names: ['火野 花子'], birthDate: '1950-04-01', address: null });
    expect(record?.evidence.map(({ kind, text, codes, category }) => [kind, text ?? codes[0]?.code, category])).toEqual(
      [
        ['stated', 'insulin', null],
        ['stated', 'mobility', null],
        ['medicine', 'ワルファリン', null],
        ['medicine', 'アムロジピン', null],
        ['allergy', 'えび', 'food'],
        ['allergy', 'ペニシリン', null],
        ['condition', '高血圧', null],
      ],
    );
  });

  it('is no record while it names nobody and needs nothing', () => {
    expect(statedRecord({ ...EMPTY_FORM, birthDate: '1950-04-01', phone: '090' })).toBeNull();
    expect(statedRecord({ ...EMPTY_FORM, needs: ['insulin'] })).not.toBeNull();
  });

  it('comes back into the form to be put right', () => {
    const form = formOfRecord(statedRecord(FORM)!);
    expect(form).toEqual({ ...FORM, name: '火野 花子', medicines: 'ワルファリン\nアムロジピン' });
    expect(formOfRecord({ ...statedRecord(FORM)!, format: 'fhir-json' })).toEqual(EMPTY_FORM);
  });
});
