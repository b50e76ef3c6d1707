"""Brands and people of the real world, by a short list and by pattern; always "may be".

The list is for catching the eye, not for clearance: whoever clears a script checks every name.
Names that are also words or common names ("Shell", "Prince", "Apple") count only with company.
"""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

from filmgen.desk.advisories.model import Kind
from filmgen.desk.advisories.rules import Rule, rule

_B, _P = Kind.BRANDS, Kind.PERSONS
_BRANDS = (
    "Coca-Cola Coke Pepsi Fanta Sprite McDonald's McDonald’s McDonalds Starbucks KFC Nike Adidas Reebok Levi's Levi’s Gucci Prada Chanel Rolex Omega Cartier "
    "Tiffany's Tiffany’s IKEA Lego LEGO Barbie Disney Netflix YouTube Google Facebook Instagram TikTok Twitter WhatsApp Snapchat iPhone iPhones iPad iPod MacBook iMac Android "
    "Microsoft Nokia Samsung Sony PlayStation Xbox Nintendo Kodak Polaroid Canon Nikon Ferrari Porsche Mercedes Mercedes-Benz BMW Audi Volkswagen VW Toyota "
    "Honda Chevrolet Chevy Cadillac Buick Chrysler Pontiac Volvo Lamborghini Maserati Tesla Rolls-Royce Bentley Harley-Davidson Vespa FedEx UPS DHL Walmart Tesco Aldi Lidl Costco "
    "Heineken Budweiser Guinness Jack_Daniel's Jack_Daniel’s Johnnie_Walker Smirnoff Bacardi Marlboro Lucky_Strike Camels Red_Bull Nutella Oreo Oreos Snickers Kellogg's Heinz Nescafe Nespresso "
    "Uber Airbnb Amazon_Prime Skype Photoshop PayPal eBay Wikipedia Tupperware Velcro Kleenex Tylenol Xanax Viagra Prozac Ray-Ban Ray-Bans Boeing Airbus Lufthansa "
    "Hilton Marriott Burger_King Pizza_Hut Domino's Wendy's Taco_Bell Dunkin Hershey's M&Ms Playboy Mastercard Ford_Mustang Land_Rover Range_Rover Jeep Wrangler Zippo Steinway Stratocaster "
    "Citroën Citroen Renault Peugeot Skoda Škoda Saab Hyundai Kia Nissan Mazda Subaru Suzuki Yamaha Kawasaki Ducati Cessna Greyhound_bus Amtrak Bud_Light Corona_beer Carlsberg Evian Perrier Gatorade Doritos Pringles KitKat Haribo Spam Crocs Converse "
    "Timberland Armani Versace Dior Burberry Hermès Vuitton Tupperware Band-Aid Q-tip Jacuzzi Frisbee Rubik's Monopoly Scrabble PowerPoint Excel Gmail Zoom_call LinkedIn Reddit Tinder Spotify Hulu HBO CNN BBC NBC MTV ESPN Pixar Marvel DreamWorks"
)
_PEOPLE = (
    "Elvis_Presley Marilyn_Monroe David_Bowie Michael_Jackson Madonna_Ciccone John_Lennon Paul_McCartney Mick_Jagger Bob_Dylan Kurt_Cobain Freddie_Mercury Taylor_Swift "
    "Kim_Kardashian Kanye_West Britney_Spears Beyoncé Beyonce Rihanna Oprah Oprah_Winfrey Tom_Cruise Brad_Pitt Angelina_Jolie Leonardo_DiCaprio Johnny_Depp Clint_Eastwood "
    "Humphrey_Bogart Audrey_Hepburn James_Dean Marlon_Brando Charlie_Chaplin Alfred_Hitchcock Steven_Spielberg Quentin_Tarantino Stanley_Kubrick Walt_Disney Bruce_Lee Jackie_Chan "
    "Arnold_Schwarzenegger Sylvester_Stallone Donald_Trump Barack_Obama Joe_Biden Hillary_Clinton Bill_Clinton George_Bush George_W._Bush Ronald_Reagan Richard_Nixon John_F._Kennedy JFK "
    "Vladimir_Putin Angela_Merkel Emmanuel_Macron Boris_Johnson Margaret_Thatcher Tony_Blair Winston_Churchill Adolf_Hitler Joseph_Stalin Stalin Hitler Mussolini Saddam_Hussein Osama_bin_Laden "
    "Kim_Jong-un Xi_Jinping Mao_Zedong Nelson_Mandela Mahatma_Gandhi Martin_Luther_King Queen_Elizabeth Prince_Charles Princess_Diana Lady_Di Pope_Francis Elon_Musk Jeff_Bezos Bill_Gates "
    "Steve_Jobs Mark_Zuckerberg Greta_Thunberg Lionel_Messi Cristiano_Ronaldo Diego_Maradona Muhammad_Ali Mike_Tyson Michael_Jordan Tiger_Woods Serena_Williams Albert_Einstein Stephen_Hawking "
    "Sigmund_Freud Picasso Pablo_Picasso Andy_Warhol Salvador_Dalí Charles_Manson Jeffrey_Epstein Harvey_Weinstein O.J._Simpson Lee_Harvey_Oswald "
    "Lenin Trotsky Putin Obama Churchill Gandhi Mandela Einstein Schwarzenegger Spielberg Tarantino Hitchcock Kubrick Napoleon Che_Guevara Fidel_Castro Castro Gorbachev Thatcher Berlusconi Zelensky Netanyahu Erdogan Merkel Macron Kissinger "
    "Sinatra Frank_Sinatra Aretha_Franklin Tina_Turner Whitney_Houston Lady_Gaga Justin_Bieber Ed_Sheeran Billie_Eilish Keanu_Reeves George_Clooney Meryl_Streep Julia_Roberts Will_Smith Denzel_Washington Robert_De_Niro Al_Pacino Greta_Garbo Grace_Kelly "
    "Maria_Callas Pavarotti Pelé Roger_Federer Usain_Bolt LeBron_James Kobe_Bryant Babe_Ruth Neil_Armstrong Yuri_Gagarin Marie_Curie Frida_Kahlo Banksy Coco_Chanel Anne_Frank Jack_the_Ripper Ted_Bundy Al_Capone Pablo_Escobar Bonnie_and_Clyde"
)

RULES: tuple[Rule, ...] = (
    rule(_B, "may be", _BRANDS, exact=True, borderline=True, deniable=False,
         unless=r"(?:tasmanian|volume) tesla|nikola tesla|tesla coil|(?:ups|UPS) and downs|canon (?:law|of)|(?:with|to|of) mercedes(?=,| and)"),
    rule(_B, "may be", "Google google googled googling photoshopped facetime FaceTime hoover",
         pattern=r"\b(?:[Gg]oogl(?:e|ed|es|ing) (?:it|him|her|them|me|that|you|the)|[Ff]ace[Tt]ime|[Pp]hotoshopped|[Uu]bered)\b", exact=True, borderline=True, deniable=False),
    rule(_B, "may be", "Apple Shell Amazon Ford Jaguar Orange Target Gap Dove Mustang Fox Visa Windows Camel Puma Opel Fiat Nestle Mini Beetle",
         pattern=r"\b(?:(?:an? |the |his |her |my |new |old |red |black |blue |white |silver |vintage )(?:Apple (?:laptop|computer|watch|store|phone)|Ford|Jaguar|Fiat|Opel|Mini Cooper|Mustang|Camel (?:pack|cigarette)|Visa card)|Apple (?:laptop|computer|watch|Watch|Store|store)|"
         r"Shell (?:station|garage|pump|oil)|(?:on|from|to|off) Amazon\b(?! (?:river|forest|jungle|River))|Amazon (?:package|parcel|box|delivery)|Windows (?:95|98|XP|10|11|laptop)|Fox News|Puma (?:shoes|trainers|tracksuit))",
         exact=True, borderline=True, deniable=False),
    rule(_B, "may be", "™ ® brand", pattern=r"\w+[™®]", borderline=True, deniable=False),
    rule(_P, "may be", _PEOPLE, exact=True, borderline=True, deniable=False),
    rule(_P, "may be", "President Senator Chancellor Queen King Pope Prince Princess",
         pattern=r"\b(?:(?:US |former |ex-)?President|Senator|Chancellor) (?!Street|Avenue|Road|Hotel|Place|Square|Boulevard|Drive|Of\b|Club|Elect\b|Theat)[A-Z][a-zé]+(?: [A-Z][a-zé]+)?\b|\b(?:President|Senator|Chancellor) (?:Mc|Mac|O['’]|De)[A-Z][a-z]+\b|\bQueen (?:Elizabeth|Camilla|Victoria)\b|\bKing (?:Charles|Edward|George)\b|"
         r"\bPope (?:Francis|Benedict|John Paul|Leo)\b|\b(?:Prince|Princess) (?:Charles|William|Harry|Diana|Kate|Andrew|Anne)\b",
         exact=True, borderline=True, deniable=False),
)  # fmt: skip
