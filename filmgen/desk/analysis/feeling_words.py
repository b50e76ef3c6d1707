"""Words that are glad or sad, with how much: our own list for screenplays, in ten languages.

A weight is from -3 (grief, killing) to 3 (bliss); half steps are not told apart. What happens
counts as what is said: in a screenplay "The bulb bursts" is an event on the screen. An entry
with "*" stands for every word that begins with it. Words that are glad in one script and sad in
the next ("fire" in a hearth, "sharp", "old") are left out, or weigh little.
"""

from __future__ import annotations

from collections.abc import Mapping

FEELING_WORDS: Mapping[str, Mapping[int, str]] = {
    "en": {
        3: "adore* bliss* ecstatic overjoyed euphori* joy joyous* joyful* jubilan* triumph* "
        "victor* love loves loved loving beloved wonderful* magnificent* blissful* elated "
        "paradise miracle* soulmate heaven",
        2: "amazing beautiful* brilliant* celebrat* cheer cheers cheered cheering cheerful* "
        "delight* embrac* excellent fantastic glorious* grateful* gratitude happy happi* "
        "hooray hug hugs hugged hugging kiss* laugh* lovely marvel* peaceful* perfect* proud "
        "proudly rescue* saved smil* splendid sunshine survive* tender* tenderly thrill* "
        "treasure* trust* wedding win wins won hero hero's heroic* beaming "
        "congratulations friend friends friendship sweetheart darling married marry dance* "
        "dancing safe safely reunite* reunion forgive* forgave forgiven hope hopes hopeful* "
        "relief relieved comfort* birthday",
        1: "admir* agree* alive applau* birdsong bless* bright* calm* caress* charm* chuckle* "
        "confident* cosy cozy courage* cute dear dream* eager* ease eases easy "
        "encourag* enjoy* excit* faith* fine fond* free freedom fresh friendly fun funny "
        "generous* gentle gently giggl* gift gifts glad* glow* golden good grin* handsome "
        "heal heals healed home honest* honor* honour* humor* humour* "
        "innocen* interest* invit* joke* jokes kindly kindness* "
        "luck* lucky mercy music nice* party patien* peace playful* pleas* "
        "pleasant* pretty promise* quiet quietly ready relax* respect* reward* "
        "romantic* share* shine* shines sing sings singing snug soft softly song soothe* "
        "spring strong success* sun sunny sunlit sunrise support* sweet* thank* together true "
        "warm* welcome* wink* wisdom wise wish* wonder*",
        -1: "absent accus* ache* afraid* alarmed ambush* anxi* argu* ash ashes ashamed asham* "
        "avoid* bark barks beg begs begged bitter* blame* bleak blur* bored boring "
        "bother* broke broken bruis* burden* burn* chill* cold* collaps* complain* "
        "confus* cough* crack* crash* creep* creepy dark* darkness debt* "
        "deny denies dirt* disappoint* distant* distrust* doubt* drunk dull dust* empty "
        "enemy enemies envy escape* exhaust* fade* fake fail* fall falls fell fault fever* "
        "fight* flee* flees flicker* flinch* fool* fraught freez* frown* frustrat* grave graves "
        "graveyard* grim* groan* grumbl* guilt* gun guns harsh* hate* hesitat* "
        "hide* hides hiding hostile hungry ignor* ill impatien* jealous* knife knives lacks "
        "lied lone* lose loses losing lost mad mess messy mistake* "
        "moan* nasty nervous* numb pain pains painful* pale* pistol* poor prison* "
        "problem* quarrel* rage* refus* regret* reject* rifle* rotten rough* rude* ruin* rust* "
        "scar scars scarred scare* scold* shadow* shaking shaken shame* shiver* shock* shout* "
        "shoves "
        "sick* sigh* silence slap* smash* smoke* sneer* snap* snarl* sorry steal* stole* storm* "
        "stranger* "
        "stress* struggl* stuck stumbl* suffer* suspic* tense* tired* tough* trembl* troubl* "
        "ugly uneasy unfortunate* unhapp* upset* warn* weak* weary whimper* winc* worr* "
        "worse wound* wrong* yell*",
        -2: "abandon* abus* agon* angr* anger* anguish* attack* awful* banish* betray* bleed* "
        "bled blood* bomb* bastard* break-up bully* burst* bursts cancer captur* chok* "
        "coward* cruel* dead cry cries cried crying curse* damn* danger* deadly deceiv* "
        "defeat* despair* desperat* destroy* detest* devastat* devil* disast* disgust* divorc* "
        "doom* dread* drown* evil execut* explo* farewell* fear* fright* funeral* fury furious* "
        "goodbye* grief* griev* guilty harm harms harmed helpless* hell hideous* hopeless* horr* "
        "hostage* humiliat* hurt* injur* kidnap* kick* liar* mob mourn* nightmare* panic* pity "
        "plague* "
        "poison* punch* punish* rob robs robbed scream* screams sad sadly sadness shatter* "
        "shoot* shot shots sob* sobs sorrow* stab* starv* strangl* tear-stained tears terrible "
        "terribly terrif* terror* threat* tortur* tragic* trapped trauma* vengeance* victim* "
        "villain* violen* war weep* wept wretch* "
        "wreck* siren* coffin* tomb*",
        -3: "assassin* corpse* dead death* die dies died dying genocid* heartbroken kill* "
        "massacre* misery murder* rape* slaughter* suicid* execution* unbearable",
    },
    "de": {
        2: "liebe* glück* schön* wunder* lach* lächel* küss* umarm* freu* froh* herrlich* "
        "hochzeit gewonnen gerettet tanz* hoffnung*",
        1: "gut* danke* freund* warm* sanft* hell* ruhig* spaß lustig* zart* gern*",
        -1: "kalt* dunkel* allein* angst* müde leer* krank* schrei* zitter* verlor* streit* "
        "lüge* lügt falsch* sorge* weh schlimm* flieh* fliegt rauch* gefahr*",
        -2: "traurig* wein* hass* blut* feuer* schmerz* wut* wütend* verzweif* grausam* "
        "schlag* schieß* schuss* trän* begräbnis beerdig* krieg*",
        -3: "tot tote* tod* stirb* starb* gestorben mord* töte* leiche*",
    },
    "fr": {
        2: "aime* amour* bonheur* heureux heureuse* rire* rit sourit sourire* embrass* joie* "
        "merveill* mariage* danse* magnifique* espoir*",
        1: "bon bonne beau belle merci ami amie amis doux douce* calme* chaud* lumière* tendre*",
        -1: "froid* sombre* seul seule* peur* fatigu* vide* malade* crie* tremble* perdu* "
        "mensonge* ment faux inquiet* fuit fuir fumée* danger*",
        -2: "triste* pleur* larme* haine* sang feu douleur* colère* désesp* cruel* frappe* "
        "guerre* enterrement*",
        -3: "mort morte* meurt* mourir* tue tuer tué* meurtr* assassin* cadavre*",
    },
    "es": {
        2: "amor* amo feliz felic* alegr* ríe* risa* sonrí* sonrisa* beso* besa* abraz* "
        "maravill* boda* baila* hermos* esperanza*",
        1: "bueno* buena* gracias amigo* amiga* cálid* suave* calma* tranquil* luz dulce* bien",
        -1: "frío* oscur* solo sola miedo* cansad* vacío* enferm* grita* tiembl* perdid* "
        "mentira* miente* preocup* huye* humo* peligro*",
        -2: "triste* llora* lágrima* odio* odia* sangre* fuego* dolor* furios* rabia* "
        "desesper* cruel* golpe* guerra* entierro*",
        -3: "muert* muere* morir* mata* asesin* cadáver*",
    },
    "it": {
        2: "amore* amo felic* gioia* ride* sorrid* sorriso* baci* abbracc* meravigl* danza* "
        "bellissim* speranza*",
        1: "buono buona grazie amico amica amici cald* dolce* calm* luce bene tenero*",
        -1: "fredd* buio sol* paura* stanc* vuot* malat* grida* trema* pers* bugia* mente "
        "fugge* fumo* pericol*",
        -2: "triste* piang* lacrim* odi* sangue* fuoco dolore* rabbia* dispera* crudel* "
        "colpisc* guerra* funeral*",
        -3: "mort* muore* morire* uccid* assassin* cadaver*",
    },
    "pt": {
        2: "amor* amo feliz* alegr* ri riso sorri* beij* abraç* maravilh* danç* lind* esperanç*",
        1: "bom boa obrigad* amigo* amiga* quente* suave* calm* luz doce* bem",
        -1: "frio* escur* sozinh* medo* cansad* vazi* doente* grita* trem* perdid* mentira* "
        "mente preocup* foge* fumaça* perigo*",
        -2: "trist* chor* lágrima* ódio* odeia* sangue* fogo* dor raiva* desesper* cruel* guerra*",
        -3: "mort* morre* morrer* mata* assassin* cadáver*",
    },
    "ru": {
        2: "любл* любовь* любим* счаст* рад рада радост* смеёт* смеет* смех* улыба* улыбк* "
        "целу* обнима* прекрасн* чудесн* свадьб* побед* спас* танцу* надежд*",
        1: "хорош* спасибо друг друзья подруг* тёпл* тепл* нежн* тих* спокойн* свет светл* "
        "добр* солнц* весел* шут* мил* красив*",
        -1: "холодн* тёмн* темн* один одна одинок* страх* страшн* боит* устал* пуст* болен "
        "больн* крич* дрож* потер* лжёт лож* врёт беспоко* бежит дым* опасн* вздых* мрачн*",
        -2: "груст* плач* плак* слёз* слез* ненавид* кровь кров* огонь пожар* боль бол* гнев* "
        "злост* злой отчаян* жесток* бьёт удар* стреля* войн* прощай* похорон* взрыв*",
        -3: "смерт* умер* умир* мёртв* мертв* убь* убил* убий* труп* погиб*",
    },
    "uk": {
        2: "любл* кохан* щаст* рад* смі* усміх* обійм* весілл* перемог* надія* надії*",
        1: "добр* дяку* друг друзі тепл* ніжн* тих* спокійн* світл* гарн*",
        -1: "холодн* темн* самот* страх* втом* порожн* хвор* крич* тремт* втрат* бреш* дим*",
        -2: "сумн* плач* сльоз* ненавид* кров* вогонь пожеж* біль* гнів* стріля* війн*",
        -3: "смерт* помер* мертв* вби* загину*",
    },
    "ko": {
        2: "사랑* 행복* 기쁘* 기뻐* 웃* 미소* 결혼* 아름* 희망*",
        1: "좋* 고마* 감사* 친구* 따뜻* 조용*",
        -1: "춥* 어둡* 어두* 외로* 무서* 피곤* 떨* 거짓* 걱정* 소리치* 도망*",
        -2: "슬프* 슬퍼* 울* 눈물* 증오* 피* 불* 아프* 화가* 전쟁*",
        -3: "죽* 죽음* 살인* 시체*",
    },
}  # fmt: skip
"""Words by language and weight."""

UNSPACED_WORDS: Mapping[str, Mapping[int, str]] = {
    "zh": {
        2: "爱 喜欢 幸福 快乐 高兴 开心 笑 微笑 拥抱 吻 恭喜 美丽 太好了 胜利 得救 希望 婚礼",
        1: "好 谢谢 朋友 温暖 温柔 安静 光 暖 亲爱 美 平安 放心",
        -1: "冷 黑暗 孤独 怕 害怕 累 空 病 喊 发抖 失去 骗 谎 担心 逃 烟 危险 沉默 叹",
        -2: "哭 泪 悲 伤心 恨 血 火灾 着火 疼 痛 怒 绝望 残忍 打 枪 战争 再见 爆炸",
        -3: "死 杀 坟 尸 葬 遗体",
    },
    "ja": {
        2: "愛 好き 幸せ 嬉しい うれしい 笑 微笑 抱きしめ 結婚 美しい 勝利 希望",
        1: "ありがとう 友 優しい やさしい 暖か 温か 静か 光 良い よかった",
        -1: "寒い 暗い 孤独 怖 疲れ 病 叫 震え 失 嘘 心配 逃げ 煙 危",
        -2: "悲し 泣 涙 憎 血 火事 痛 怒 絶望 殴 銃 戦争 さようなら 爆発",
        -3: "死 殺 墓 遺体 葬",
    },
    "th": {
        2: "รัก ความสุข ยิ้ม หัวเราะ",
        -1: "กลัว เหนื่อย",
        -2: "ร้องไห้ เสียใจ โกรธ เลือด",
        -3: "ตาย ฆ่า",
    },
}  # fmt: skip
"""For scripts without spaces: found wherever they stand."""

DENIALS: Mapping[str, str] = {
    "en": "not no never nobody none without cannot can't don't doesn't didn't isn't wasn't "
    "aren't weren't won't wouldn't couldn't shouldn't hasn't haven't hardly barely neither nor "
    "ain't",
    "de": "nicht kein keine keinen keiner nie niemals ohne nichts",
    "fr": "pas jamais sans aucun aucune ni plus",
    "es": "no nunca jamás sin ni tampoco",
    "it": "non mai senza né",
    "pt": "não nunca jamais sem nem",
    "ru": "не нет никогда без ни",
    "uk": "не ні ніколи без",
    "ko": "안 못",
}  # fmt: skip
"""Words that turn the next three about."""

UNSPACED_DENIALS: Mapping[str, str] = {"zh": "不没別别未无莫", "th": "ไม่"}

STRONGER: Mapping[str, str] = {
    "en": "very so really too extremely absolutely totally completely deeply utterly truly such "
    "terribly incredibly most more",
    "de": "sehr so zu ganz völlig wirklich furchtbar",
    "fr": "très si trop vraiment tellement",
    "es": "muy tan demasiado realmente",
    "it": "molto così troppo davvero",
    "pt": "muito tão demais realmente",
    "ru": "очень так слишком совсем такой такая",
    "uk": "дуже так надто",
}  # fmt: skip
WEAKER: Mapping[str, str] = {
    "en": "little slightly somewhat almost rather fairly bit quite half maybe perhaps",
    "de": "etwas wenig fast ziemlich",
    "fr": "peu presque assez",
    "es": "poco casi algo",
    "it": "poco quasi",
    "pt": "pouco quase",
    "ru": "немного слегка почти чуть",
    "uk": "трохи майже",
}  # fmt: skip
